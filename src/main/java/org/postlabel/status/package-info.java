/** How far the runs of a database have come, read while they go on and without a trace. */
package org.postlabel.status;
