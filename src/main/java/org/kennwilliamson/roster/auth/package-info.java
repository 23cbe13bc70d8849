/** Who is calling, and what that allows: access tokens, their keys, and their check. */
package org.kennwilliamson.roster.auth;
