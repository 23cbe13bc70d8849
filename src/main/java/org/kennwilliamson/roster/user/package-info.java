/** Users: people with an account, and the roles they have. */
package org.kennwilliamson.roster.user;
