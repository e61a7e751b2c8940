/**
 * What a worker (one JVM) shares between its bundles: texts in flight, retries, admission, the
 * first call, canaries. Depends on no provider.
 */
package org.postlabel.scoring;
