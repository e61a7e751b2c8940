/** Moderations as OpenAI and Mistral serve them, with invented scores. */
package org.postlabel.emulator.moderation;
