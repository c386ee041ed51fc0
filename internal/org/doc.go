// Package org holds the organisation: its settings, the department tree, the
// people with roles, levels and skills, and who sees whose customers.
package org
