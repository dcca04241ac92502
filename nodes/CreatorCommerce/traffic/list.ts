/** A place in a List. Holds the value and lets it be taken out again in O(1). */
export interface Place<T> {
	readonly value: T;
	before: Place<T> | undefined;
	after: Place<T> | undefined;
	list: List<T> | undefined;
}

/** First in, first out, with O(1) removal from anywhere. */
export class List<T> {
	private head: Place<T> | undefined;
	private tail: Place<T> | undefined;
	size = 0;

	first(): T | undefined {
		return this.head?.value;
	}

	push(value: T): Place<T> {
		const place: Place<T> = { value, before: this.tail, after: undefined, list: this };
		if (this.tail) this.tail.after = place;
		else this.head = place;
		this.tail = place;
		this.size++;
		return place;
	}

	shift(): T | undefined {
		const place = this.head;
		if (!place) return undefined;
		this.remove(place);
		return place.value;
	}

	/** Does nothing when the place is no longer (or never was) in this list. */
	remove(place: Place<T>): void {
		if (place.list !== this) return;
		if (place.before) place.before.after = place.after;
		else this.head = place.after;
		if (place.after) place.after.before = place.before;
		else this.tail = place.before;
		place.before = place.after = place.list = undefined;
		this.size--;
	}
}
