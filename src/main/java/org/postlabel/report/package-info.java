/** What a person sees: progress while a run goes on, the funnel at its end. */
package org.postlabel.report;
