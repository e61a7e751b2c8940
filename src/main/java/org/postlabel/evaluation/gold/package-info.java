/** Human labels of posts: the gold standard that labels are compared with. */
package org.postlabel.evaluation.gold;
