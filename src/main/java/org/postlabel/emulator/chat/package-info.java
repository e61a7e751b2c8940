/** What an emulated language model answers to one prompt, and how its service refuses a call. */
package org.postlabel.emulator.chat;
