/** Makes the public pages pleasanter where JavaScript runs; every page works without it. */
import './public.css';

/** Only the streets of the chosen district are offered. */
function streetsFollowDistrict() {
  const district = document.querySelector<HTMLSelectElement>('#district');
  const street = document.querySelector<HTMLSelectElement>('#street');
  if (!district || !street) return;
  const groups = [...street.querySelectorAll('optgroup')];
  const show = () => {
    for (const group of groups) group.remove();
    street.append(...groups.filter((group) => group.dataset['district'] === district.value));
    if (street.selectedIndex < 0) street.selectedIndex = 0;
  };
  district.addEventListener('change', show);
  show();
}

function offerPosition() {
  const button = document.querySelector<HTMLButtonElement>('[data-position]');
  const says = document.querySelector('[data-position-says]');
  if (!button || !says) return;
  const say = (text: string | undefined) => (says.textContent = text ?? '');
  const set = (name: string, value: number) => {
    const field = document.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (field) field.value = value.toFixed(6);
  };
  button.addEventListener('click', () => {
    say(button.dataset['asking']);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        set('lat', coords.latitude);
        set('lng', coords.longitude);
        say(button.dataset['found']);
      },
      () => say(button.dataset['refused']),
      { timeout: 10_000, enableHighAccuracy: true },
    );
  });
}

/** Small pictures of what will be sent. */
function previewPhotos() {
  const input = document.querySelector<HTMLInputElement>('#photos');
  const thumbs = document.querySelector('[data-thumbs]');
  if (!input || !thumbs) return;
  input.addEventListener('change', () => {
    const pictures = [...(input.files ?? [])].map((file) => {
      const picture = document.createElement('img');
      picture.src = URL.createObjectURL(file);
      picture.alt = file.name;
      picture.addEventListener('load', () => URL.revokeObjectURL(picture.src));
      return picture;
    });
    thumbs.replaceChildren(...pictures);
  });
}

function copyAddress() {
  const address = document.querySelector<HTMLElement>('[data-copy]');
  if (!address) return;
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'quiet',
    textContent: address.dataset['copy'] ?? '',
  });
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(address.textContent).then(() => (button.textContent = address.dataset['copied'] ?? ''));
  });
  address.after(document.createElement('br'), button);
}

/** Two taps on "send" send once; the server would also know by the key. */
function sendOnce() {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset['sent']) event.preventDefault();
      form.dataset['sent'] = 'yes';
    });
  }
  addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset['sent'];
  });
}

/** What came of the last act is read first: also by who cannot see the page. */
function startAtTheAnswer() {
  document.querySelector<HTMLElement>('[data-first]')?.focus();
}

document.documentElement.classList.add('has-js');
streetsFollowDistrict();
offerPosition();
previewPhotos();
copyAddress();
sendOnce();
startAtTheAnswer();
