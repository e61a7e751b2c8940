/** Which posts a run takes on: its list, its sample, its source, failures that are retried. */
package org.postlabel.selection;
