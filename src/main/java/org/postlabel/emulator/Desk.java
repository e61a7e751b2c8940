package org.postlabel.emulator;

import org.postlabel.emulator.answer.Answer;

/** What whole requests meet at one API: how it refuses them, and how slow it is. */
interface Desk {

  /** The service has ended. */
  Answer gone();

  /** Too many requests. */
  Answer overQuota();

  /** Whether its answers may trickle in. */
  boolean isSlowable();
}
