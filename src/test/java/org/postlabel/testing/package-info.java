/**
 * What tests of several rooms need: fresh databases on each engine, a pipeline whose assertions
 * must run.
 */
package org.postlabel.testing;
