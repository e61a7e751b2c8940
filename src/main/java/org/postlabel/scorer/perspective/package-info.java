/**
 * Google's Perspective API (commentanalyzer v1alpha1) as a scorer: request, answer, errors, batch
 * codec. Nothing else of the project depends on it.
 */
package org.postlabel.scorer.perspective;
