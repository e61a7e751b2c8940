/** An evaluation as people and programs read it: text, JSON, one HTML page. */
package org.postlabel.evaluation.page;
