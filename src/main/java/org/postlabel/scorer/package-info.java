/** The seam between the pipeline and its providers: texts in, one outcome per text out. */
package org.postlabel.scorer;
