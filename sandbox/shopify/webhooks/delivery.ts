export interface Try {
	/** Milliseconds since 1970. */
	at: number;
	answeredAt: number;
	/** null: no answer. */
	status: number | null;
	error?: string;
}

/** One delivery with all its tries, as the journal shows it. */
export interface Delivery {
	seq: number;
	/** The same in every try, and in a delivery that is made twice. */
	webhookId: string;
	/** The same in every delivery one change caused. */
	eventId: string;
	topic: string;
	subscriptionId: string;
	app: string;
	uri: string;
	headers: Record<string, string>;
	/** Exactly what was signed; empty in entries long gone by. */
	body: string;
	state: 'pending' | 'delivered' | 'failed' | 'dropped';
	tries: Try[];
	isDuplicate: boolean;
}
