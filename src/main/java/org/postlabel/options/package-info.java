/**
 * The command line and its layers: files, environment, defaults, the table of options, exit codes.
 */
package org.postlabel.options;
