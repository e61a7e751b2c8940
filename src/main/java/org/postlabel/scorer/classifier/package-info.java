/**
 * An open model for the classification of texts, behind a server, as a scorer: a score for each of
 * its labels. Nothing else of the project depends on it.
 */
package org.postlabel.scorer.classifier;
