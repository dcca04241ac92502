/** Names from many places, accents included: what real lists hold. */
export const FIRST_NAMES = [
	'Jill', 'Élodie', 'Umut', 'Zoë', 'José', 'Aoife', 'Björn', 'Chloé', 'Dmitri', 'Emeka', 'Fátima', 'Grzegorz',
	'Hana', 'Ingrid', 'Jürgen', 'Keiko', 'Łukasz', 'María', 'Nguyễn', 'Oluwaseun', 'Priya', 'Quentin', 'Renée',
	'Siobhán', 'Thérèse', 'Ülkü', 'Valentina', 'Wojciech', 'Xiomara', 'Yara', 'Žofia', 'Anaïs', 'Brett', 'Camila',
]; // prettier-ignore

export const LAST_NAMES = [
	'Doe', 'Hernández', 'Kowalski', "O'Brien", 'Müller', 'Nakamura', 'Okafor', 'Silva', 'Šimić', 'Şahin', 'Larsson',
	'Dubois', 'García Márquez', 'Nowak', 'Papadopoulos', 'Rossi', 'van der Berg', 'Iyer', 'Ødegård', 'Castañeda',
	'Smith-Jones', 'Petrović', 'Anderson', 'Lefèvre', 'Weiß', 'Kaya', 'Tran', 'Björnsdóttir', 'Mbeki', 'Ferreira',
]; // prettier-ignore

export const NOTES = [
	'I wear this every single week and it still looks new.',
	'Runs slightly large, so take your usual size or one down.',
	'My favourite gift for friends who already have everything.',
	'Bought the first one myself, then asked the brand to work with me.',
	'The colour is even better in daylight.',
	'Perfect for travel: light, soft and it dries overnight.',
	'Looks delicate, but it has survived two kids and a dog.',
];

export const DROP_TITLES = [
	'Starter Kit', 'Summer Edit', 'Cosy Corner', 'Gifts Under 50', 'Back in Stock', 'My Everyday Five',
	'Weekend Away', 'New Arrivals', 'Desk Favourites', 'Golden Hour',
]; // prettier-ignore

export const PLATFORMS = ['instagram', 'tiktok', 'youtube', 'pinterest', 'substack'];
export const COLOURS = ['#270803', '#66ccff', '#E07A5F', '#3D405B', '#81B29A', '#F2CC8F', '#000000'];
