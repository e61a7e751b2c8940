/** From rows of named values to posts. */
package org.postlabel.importing.mapping;
