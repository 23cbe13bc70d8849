/** Passwords: which are good enough, and how they are hashed and checked. Knows no feature. */
package org.kennwilliamson.roster.password;
