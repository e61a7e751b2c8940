/**
 * Permission to ask: a schedule of queries shared by all workers and runs of one quota.
 *
 * <p>The algorithm for queries. The schedule is one row that holds when the next query may be sent:
 * the next <em>turn</em>. Taking n turns moves it n intervals ahead in one UPDATE; an interval is
 * the window divided by 98.4 % of the quota, or by 97.5 % of a quota per second where others take
 * turns too. A worker takes a <em>lease</em> of turns, 50 ms of them at first or where others take
 * turns too and up to 200 ms when it is alone, and takes the next lease ahead of time, on a thread
 * of its own, when half of one is used. Threads queue for turns; each sleeps until its turn, and
 * sends.
 *
 * <p>A thread may wake up late. A turn that is a little late is used (5 % of the window; 0.3 %
 * where others take turns, who cannot see how late it was); one that is later is used too, but all
 * turns after it move back by the difference, here at once and in the schedule with the next lease.
 * So no turn is lost, and late ones do not crowd those behind them. Turns that passed while no
 * request waited are dropped.
 *
 * <p>Turns alone do not bound a window, since a request may leave long after its turn. Therefore a
 * worker remembers when its queries really left, and sends none while the last window, as measured
 * from those times, is full; late queries catch up at twice the pace at most. What turns leave free
 * absorbs requests that are slow on their way to the provider. Others do not see when our queries
 * left: where they take turns too, a query that leaves late after its turn was granted moves our
 * turns back as well, and with the next lease those of all.
 *
 * <p>A 429 pauses the schedule: turns taken before the pause are void, and are handed out again
 * when no other worker has taken any after them. A limit that the provider names and that is lower
 * than the configured one is kept in the row, and every worker adopts it with its next lease. In
 * its first three seconds a worker keeps to half the pace, while connections are opened and code is
 * compiled.
 *
 * <p>Tokens. A request reserves the most tokens that it may use, and when its answer tells how many
 * it used, the rest is free for others at once. So what must wait is decided when it is about to be
 * sent, not turn by turn ahead of time: a request is sent when the tokens of those before it are
 * due at the even pace of 98.4 %, and when the last minute has room for it. The last minute holds
 * what answered requests used and what others have reserved, by the quarter of a second in which
 * they were sent; all workers add to it in the database. So no minute holds more tokens than the
 * quota as long as no request uses more than it reserved; tokens that it uses on top are taken from
 * those that follow. A limit of tokens that the provider names in its answers, and that is lower
 * than the configured one, is kept in the row as well.
 */
package org.postlabel.quota;
