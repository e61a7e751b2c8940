/** One request, one answer: how the rooms of the providers speak to them. */
package org.postlabel.scorer.http;
