/** The seam between the pipeline and whoever scores: texts in, one outcome per text out. */
package org.postlabel.scorer;
