/** From valid posts to labels: batch, score. Knows no provider. */
package org.postlabel.scoring;
