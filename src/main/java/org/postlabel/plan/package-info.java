/** What a run would do, found out without asking anybody and without writing to the database. */
package org.postlabel.plan;
