/** What was paid for: every answer, kept for ever by scorer and text. */
package org.postlabel.ledger;
