/** Text as Unicode has it. Knows no feature. */
package org.kennwilliamson.roster.text;
