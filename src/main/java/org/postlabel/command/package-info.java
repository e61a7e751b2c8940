/** What the launcher can do, one class a command. */
package org.postlabel.command;
