/** Where the posts of a run come from: our table, or a table, view or query of the user's. */
package org.postlabel.selection.source;
