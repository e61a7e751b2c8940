/** What tests of several rooms need: a fresh database, a pipeline whose assertions must run. */
package org.postlabel.testing;
