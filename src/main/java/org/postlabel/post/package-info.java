/** What flows through the pipeline: plain values that know nothing of Beam, JDBC or a provider. */
package org.postlabel.post;
