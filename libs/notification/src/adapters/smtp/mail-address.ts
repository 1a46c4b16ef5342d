const addressLengthMax = 254;

/** One plain address: no name, no list, nothing that could begin a further header. */
const onePlainAddress =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/** Why a text is no mail address; undefined when it is one. */
export const mailAddressFault = (text: string): string | undefined =>
  text.length <= addressLengthMax && onePlainAddress.test(text)
    ? undefined
    : 'mail-address-malformed';
