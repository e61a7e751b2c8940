/** Starts, slices, watches and ends the pipelines of a run, on this machine or on a cluster. */
package org.postlabel.job;
