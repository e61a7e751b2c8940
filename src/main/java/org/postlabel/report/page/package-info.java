/** The report of a run as a file: one HTML page that needs nothing else, or JSON. */
package org.postlabel.report.page;
