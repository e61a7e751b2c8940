/** How results are shown: numbers, tables, JSON, HTML pages, and files that are complete. */
package org.postlabel.output;
