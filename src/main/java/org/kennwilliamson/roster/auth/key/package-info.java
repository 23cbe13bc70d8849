/** Keys of access tokens: the one that signs them, and those that are published to verify them. */
package org.kennwilliamson.roster.auth.key;
