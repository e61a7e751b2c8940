/** What a worker (one JVM) shares between its bundles: client, pace, ledger, requests in flight. */
package org.postlabel.worker;
