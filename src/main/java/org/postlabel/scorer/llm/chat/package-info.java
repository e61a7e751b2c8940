/** Calls of a chat-completions service: the key, the connection, the request that is only shown. */
package org.postlabel.scorer.llm.chat;
