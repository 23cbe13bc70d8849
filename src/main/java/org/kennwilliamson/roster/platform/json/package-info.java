/** Bodies: JSON that is taken as it is written, merge patches, and times. Knows no feature. */
package org.kennwilliamson.roster.platform.json;
