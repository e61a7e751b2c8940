/**
 * Reads codebooks from YAML files, and refuses what is wrong with its file, its line and a remedy.
 */
package org.postlabel.scorer.llm.codebook.file;
