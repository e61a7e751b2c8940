/** Paid answers, kept for good by scorer and text. */
package org.postlabel.ledger;
