/** Permission to ask: a schedule of queries shared by all workers and runs of one quota. */
package org.postlabel.quota;
