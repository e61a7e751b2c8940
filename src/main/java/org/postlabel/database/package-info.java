/** The database: how to reach it, what its tables are, and where SQL dialects differ. */
package org.postlabel.database;
