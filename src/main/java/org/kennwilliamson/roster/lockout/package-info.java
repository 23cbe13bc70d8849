/** Lock-outs: how many failed sign-ins lock an account or an address, and for how long. */
package org.kennwilliamson.roster.lockout;
