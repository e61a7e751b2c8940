/**
 * Labels every post of a table through a scoring API. The packages, in the order in which data
 * flows:
 *
 * <ul>
 *   <li>{@code command} what the launcher can do, one class a command
 *   <li>{@code options} command line, layers, environment, exit codes
 *   <li>{@code importing} from files to the table of posts; below it a room for what lies around
 *       rows ({@code container}), for rows ({@code format}) and for the posts in them ({@code
 *       mapping})
 *   <li>{@code job} starts, slices, watches and ends pipelines, on this machine or on a cluster
 *   <li>{@code selection} which posts a run takes on: list, sample, source, retry
 *   <li>{@code pipeline} {@code LabelPosts} and its steps
 *   <li>{@code scoring} a worker: texts in flight, retries, admission, first call, canaries
 *   <li>{@code scorer} the seam to providers; below it a room for each of them
 *   <li>{@code ledger}, {@code quota} answers that are paid for; the shared schedule
 *   <li>{@code run} the row of a run, heartbeat, stop, sums
 *   <li>{@code post}, {@code database} what flows, and where it lies
 *   <li>{@code daemon} threads that do not keep their process running
 *   <li>{@code export}, {@code plan}, {@code status}, {@code report}, {@code evaluation}, {@code
 *       comparison}, {@code metrics} what people and programs see of it
 *   <li>{@code json} the mappers that every room uses
 *   <li>{@code output} numbers, tables, JSON, HTML pages and files, as all of these write them
 *   <li>{@code emulator}, {@code bench} a provider for trials, and measurements; nothing else
 *       depends on them
 * </ul>
 */
package org.postlabel;
