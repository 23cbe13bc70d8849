/** What goes wrong, as RFC 9457 problem documents. Knows no feature. */
package org.kennwilliamson.roster.platform.problem;
