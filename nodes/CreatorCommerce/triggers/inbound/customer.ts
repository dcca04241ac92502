import type { EventCustomer } from '../event';
import type { Look } from './look';
import { whenTold } from './told';

/**
 * Who ordered, left a checkout or signed up.
 * @param own the record `customer` of our own shape
 * @param email what is told elsewhere: with the order, or as the profile an event is on
 */
export const readCustomer = (own: Look, email: string | undefined): EventCustomer | undefined =>
	whenTold({
		id: own.text('id'),
		email: own.text('email') ?? email,
		firstName: own.text('firstName'),
		lastName: own.text('lastName'),
	});
