/** What lies around the rows of a file: compression, zip, encodings, byte order marks. */
package org.postlabel.importing.container;
