/** JSON as every room reads and writes it. */
package org.postlabel.json;
