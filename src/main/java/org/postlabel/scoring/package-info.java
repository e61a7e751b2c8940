/**
 * What a worker (one JVM) shares between its bundles: texts in flight, retries, admission, the
 * first call, canaries. Knows no provider.
 */
package org.postlabel.scoring;
