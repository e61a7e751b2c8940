/** What a worker sends: counted once, for the pipeline's metrics and the table of traffic alike. */
package org.postlabel.traffic;
