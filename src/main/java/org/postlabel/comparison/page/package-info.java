/** A comparison as text, as JSON and as a page. */
package org.postlabel.comparison.page;
