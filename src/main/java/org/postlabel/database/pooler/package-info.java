/** PostgreSQL by way of a connection pooler, such as PgBouncer in transaction mode. */
package org.postlabel.database.pooler;
