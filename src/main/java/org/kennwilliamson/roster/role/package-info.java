/** Roles: named sets of permissions. */
package org.kennwilliamson.roster.role;
