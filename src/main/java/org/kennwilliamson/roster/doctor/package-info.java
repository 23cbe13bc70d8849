/** {@code roster doctor}: looks at everything that an operator would. It leans on the features, and nobody on it. */
package org.kennwilliamson.roster.doctor;
